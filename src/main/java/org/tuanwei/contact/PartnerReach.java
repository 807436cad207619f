package org.tuanwei.contact;

/** Whether the partner has to do with an organisation at this moment; answered by whoever keeps the cases. */
public interface PartnerReach {

    /** True while a case of the organisation waits for the partner or has a problem with it. */
    boolean reaches(long organizationId);
}
