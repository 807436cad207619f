package org.tuanwei.existing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.opening.ListedAccounts;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** From Tencent's list to the schools' answers: what is found, what people choose, whom we ask, what they say (C2). */
@Service
@Transactional
class OfferService implements ListedAccounts {

    /** Who answered without an account of this system. */
    private static final String PUBLIC = "public";

    private final AccountStore store;
    private final ListJudge judge;
    private final Offers offers;
    private final CaseFiles files;
    private final Viewers viewers;
    private final Audit audit;

    OfferService(AccountStore store, ListJudge judge, Offers offers, CaseFiles files, Viewers viewers, Audit audit) {
        this.store = store;
        this.judge = judge;
        this.offers = offers;
        this.files = files;
        this.viewers = viewers;
        this.audit = audit;
    }

    /** Every line of the list as it stands now. */
    @Transactional(readOnly = true)
    List<ListedRow> rows(long listId) {
        return judge.judge(store.lines(listId));
    }

    /** The list takes the place of the one before, and the schools it means are asked. @return empty when it was put away */
    Optional<Integer> confirm(AccountList list) {
        if (!store.confirm(list.id())) {
            return Optional.empty();
        }
        audit.record("accounts.replaced", "list:" + list.id(), list.lines() + " 个账号");
        return Optional.of(plan(list.id()));
    }

    /** Asks whoever can be asked now, those that could not be reached included. @return how many schools */
    int askAgain(AccountList list) {
        requireCurrent(list);
        return offers.retry() + plan(list.id());
    }

    /**
     * Somebody says which school a line means, or that it is not to be used; in the current list it counts at once.
     *
     * @param choice code of a school that was offered, SKIP, or empty to choose anew
     * @throws FormRefused where there is nothing to choose, or nothing of the kind was offered
     */
    void choose(AccountList list, int line, String choice) {
        if (!list.waits()) {
            requireCurrent(list);
        }
        ListedRow row = rows(list.id()).stream()
                .filter(one -> one.line() == line)
                .findFirst()
                .orElseThrow(() -> new FormRefused("", "清单里没有第 " + line + " 个账号"));
        boolean offered = row.finding().asks()
                && (choice.equals(AccountStore.SKIP)
                        || row.candidates().stream()
                                .anyMatch(school -> school.code().equals(choice)));
        if (!offered && !(choice.isEmpty() && row.finding().chosen())) {
            throw new FormRefused("", "第 " + line + " 个账号现在是「" + row.finding().label() + "」，不能这样指定，请刷新后再看");
        }
        store.choose(list.id(), line, choice);
        if (list.isCurrent()) {
            plan(list.id());
        }
    }

    private static void requireCurrent(AccountList list) {
        if (!list.isCurrent()) {
            throw new FormRefused("", "这份清单" + list.state().label() + "，请到现用的清单里办理");
        }
    }

    private int plan(long listId) {
        offers.withdrawEnded();
        List<ListedRow> rows = rows(listId);
        Set<String> listed = rows.stream()
                .filter(row -> row.school() != null && (row.finding().offers() || row.finding() == Finding.ASKED))
                .map(row -> key(
                        row.school() == null ? 0 : row.school().id(),
                        row.account().qqNumber()))
                .collect(Collectors.toSet());
        offers.waiting().stream()
                .filter(offer -> !listed.contains(key(offer.organizationId(), offer.qqNumber())))
                .forEach(this::withdraw);
        int planned = 0;
        for (ListedRow row : rows) {
            if (row.finding().offers()
                    && row.school() != null
                    && offers.plan(
                            row.school().id(),
                            listId,
                            row.account().qqNumber(),
                            row.account().address())) {
                planned++;
            }
        }
        return planned;
    }

    private static String key(long organizationId, String number) {
        return organizationId + ":" + number;
    }

    private void withdraw(Offer offer) {
        offers.withdraw(offer.id());
        if (offer.caseId() != null) {
            files.tell(offer.caseId(), "existing.withdrawn", Map.of("qq", offer.qqNumber()));
        }
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Long, Listed> of(Collection<Long> organizationIds) {
        return offers.latest(organizationIds).stream()
                .collect(Collectors.toMap(Offer::organizationId, OfferService::listed));
    }

    private static Listed listed(Offer offer) {
        return new Listed(
                offer.id(),
                offer.qqNumber(),
                offer.url().isEmpty() ? null : offer.url(),
                switch (offer.state()) {
                    case CONFIRMED -> Answer.MINE;
                    case DENIED -> Answer.FOREIGN;
                    default -> Answer.NONE;
                },
                offer.reason());
    }

    @Override
    public void answered(CaseFile file, Listed listed, boolean mine, String reason, @Nullable String taskId) {
        Answer answer = mine ? Answer.MINE : Answer.FOREIGN;
        if (listed.answer() == answer && (mine || reason.equals(listed.reason()))) {
            return;
        }
        String by = viewers.currentOrNone().map(Viewer::userId).orElse(PUBLIC);
        offers.answer(listed.id(), file.id(), mine, reason, by);
        files.tell(
                file.id(),
                mine ? "existing.confirmed" : "existing.denied",
                Map.of("qq", listed.qqNumber(), "reason", reason),
                taskId);
    }
}
