package org.tuanwei.web;

import java.util.List;

/** Accounts a newcomer may try; only the development application has such a bean. */
public interface SignInHelp {

    /** @param who what the account is for, in words */
    record Account(String userId, String who) {}

    List<Account> accounts();

    String password();
}
