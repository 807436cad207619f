/**
 * The ministry's published workbook of all schools comes into the registry and goes out in the same shape (D4, I6):
 * read, held against the registry, looked at, confirmed, then written at once. Gone schools are proposed for approval.
 */
@ApplicationModule(allowedDependencies = {"organization", "change", "spreadsheet", "security", "web"})
@NullMarked
package org.tuanwei.registryimport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
