/**
 * The collection of the table 高校团委微博建设负责人信息统计表: rounds, one unit's part of a round with its schools, what was
 * sent in and accepted, the directory for Tencent. Serves {@code contact-collection} and, for each school's row,
 * {@code contact-row} (A6, A7, A10, A11, D1–D6, J1, J4).
 */
@ApplicationModule(
        allowedDependencies = {
            "contacttable",
            "existing",
            "casefile",
            "organization",
            "contact",
            "deadline",
            "mail",
            "spreadsheet",
            "engine",
            "security",
            "web"
        })
@NullMarked
package org.tuanwei.collection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
