/** What every page shares: layout, menu, error pages in words, formatting of dates and texts. */
@ApplicationModule(allowedDependencies = {"security", "engine", "spreadsheet"})
@NullMarked
package org.tuanwei.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
