package org.tuanwei.existing;

import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.Phase;

/**
 * How a school stands before it is asked about an account.
 *
 * @param caseId of its living case; null where it has none
 * @param state of its living case; null where it has none
 * @param qqNumber of that case; null while it has none
 * @param registeredQq the existing number its registration names; null where it names none
 * @param offeredQq the number it was asked about last; null where it never was
 */
record Standing(
        @Nullable Long caseId,
        CaseFile.@Nullable State state,
        @Nullable Phase phase,
        @Nullable String qqNumber,
        @Nullable String registeredQq,
        @Nullable String offeredQq,
        Offer.@Nullable State offered) {

    static final Standing NONE = new Standing(null, null, null, null, null, null, null);

    /** What stands in the way of asking about this number; {@code matched} where nothing does. */
    Finding judge(String number, Finding matched) {
        String own = qqNumber != null ? qqNumber : registeredQq;
        if (own != null) {
            return !own.equals(number)
                    ? Finding.CONTRADICTS
                    : state == CaseFile.State.OPEN ? Finding.OPEN : answered(number, Finding.KNOWN);
        }
        if (state == CaseFile.State.OPEN) {
            return Finding.OPEN;
        }
        if (phase != null && phase.compareTo(Phase.TENCENT) >= 0) {
            return Finding.REQUESTED;
        }
        return answered(number, matched);
    }

    private Finding answered(String number, Finding otherwise) {
        if (offered == null || !number.equals(offeredQq)) {
            return otherwise;
        }
        return switch (offered) {
            case PLANNED, ASKED, FAILED -> Finding.ASKED;
            case CONFIRMED -> Finding.CONFIRMED;
            case DENIED -> Finding.DENIED;
            case WITHDRAWN -> otherwise;
        };
    }

    /** What this system has on record that the list contradicts. */
    String detail(Finding finding) {
        return switch (finding) {
            case CONTRADICTS -> "本系统登记的是 " + (qqNumber != null ? qqNumber : registeredQq) + "，请与学校核对后告知腾讯公司";
            case REQUESTED -> "学校没有写已有账号，案件已在腾讯办理：请打开案件与学校核对，是该校的，登记清单上的号码和新密码，不另发新号";
            default -> "";
        };
    }
}
