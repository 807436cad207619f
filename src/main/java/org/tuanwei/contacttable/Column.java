package org.tuanwei.contacttable;

import java.util.Arrays;
import java.util.List;

/** The seven columns of the notice's table, in its order (I5). */
public enum Column {
    SCHOOL("学校名称"),
    TYPE("学校类型"),
    NAME("联系人"),
    POSITION("职务"),
    PHONE("电话"),
    MOBILE("手机"),
    EMAIL("电子邮箱");

    private final String heading;

    Column(String heading) {
        this.heading = heading;
    }

    /** Its heading, word for word as in the notice. */
    public String heading() {
        return heading;
    }

    /** The seven headings. */
    static List<String> headings() {
        return Arrays.stream(values()).map(Column::heading).toList();
    }
}
