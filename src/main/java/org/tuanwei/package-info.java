/** 团微: case management of 高校团组织微博体系建设. One package per feature; start reading at {@code opening}. */
@NullMarked
package org.tuanwei;

import org.jspecify.annotations.NullMarked;
