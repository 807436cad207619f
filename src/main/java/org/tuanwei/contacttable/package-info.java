/**
 * The table 高校团委微博建设负责人信息统计表 as a workbook: reading it however an official wrote it, checking its rows,
 * answering in the official's own file, writing templates and summaries (A10, D1–D6, I3–I7). It keeps nothing.
 */
@ApplicationModule(allowedDependencies = {"organization", "contact", "spreadsheet", "engine"})
@NullMarked
package org.tuanwei.contacttable;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
