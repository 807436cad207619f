package org.tuanwei.casefile;

import java.util.Locale;
import java.util.Map;
import org.tuanwei.organization.SearchText;

/** What people type to find a case: a name, former name or code of its organisation, its receipt, its QQ number. */
public final class CaseSearch {

    private static final int LONGEST = 60;

    private CaseSearch() {}

    /**
     * The condition in brackets on {@code organization o} and the case under its alias; its parameters go into the map.
     */
    public static String condition(String text, String caseAlias, Map<String, Object> params) {
        String typed = text.strip().toLowerCase(Locale.ROOT);
        if (typed.length() > LONGEST) {
            typed = typed.substring(0, LONGEST);
        }
        params.put("typed", typed);
        params.put(
                "receipt", "%" + typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        return "(" + SearchText.condition(text, params) + " or lower(" + caseAlias + ".receipt) like :receipt or "
                + caseAlias + ".qq_number = :typed)";
    }
}
