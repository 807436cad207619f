package org.tuanwei.waiting;

import org.tuanwei.casefile.Party;

/** Who bears a day of a case; where several could, the first in this order does, so that a school bears the least. */
public enum Bearer {
    PARKED("暂停计时"),
    MAIL(Party.MAIL.label()),
    TENCENT(Party.TENCENT.label()),
    CENTRE(Party.CENTRE.label()),
    PROVINCE(Party.PROVINCE.label()),
    SCHOOL(Party.SCHOOL.label()),
    SYSTEM(Party.SYSTEM.label());

    private final String label;

    Bearer(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
