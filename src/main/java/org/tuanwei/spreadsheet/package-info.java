/**
 * Reads and writes workbooks: the only package that knows Apache POI. It takes files from strangers, so it reads
 * within limits and refuses by name, in Chinese, whatever it does not want to open.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.tuanwei.spreadsheet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
