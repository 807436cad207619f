package org.tuanwei.existing;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.contacttable.Account;

/** Tencent's list that counts now, for features that compare with it. */
@Component
public class PartnerAccounts {

    private final AccountStore store;

    PartnerAccounts(AccountStore store) {
        this.store = store;
    }

    public Optional<AccountList> current() {
        return store.current();
    }

    /** Every account of the current list; none where there is no list yet. */
    public List<Account> listed() {
        return store.current()
                .map(list -> store.lines(list.id()).stream()
                        .map(AccountStore.Line::account)
                        .toList())
                .orElse(List.of());
    }
}
