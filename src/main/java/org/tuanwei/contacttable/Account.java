package org.tuanwei.contacttable;

/**
 * A line of the list of accounts that Tencent keeps.
 *
 * @param code of the school as Tencent has it; may be empty
 * @param school name as Tencent has it
 * @param address of the microblog; may be empty
 */
public record Account(String code, String school, String qqNumber, String address) {}
