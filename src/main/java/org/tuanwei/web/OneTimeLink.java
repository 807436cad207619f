package org.tuanwei.web;

import java.util.Map;
import java.util.Optional;

/** One kind of link that leads to {@code /activate/{token}}; several kinds share the address and know their own tokens. */
public interface OneTimeLink {

    /**
     * What is shown.
     *
     * @param template name of the template
     * @param status of the answer, 200 or 422
     */
    record Shown(String template, Map<String, Object> model, int status) {
        public Shown(String template, Map<String, Object> model) {
            this(template, model, 200);
        }
    }

    /** What the page asks before the link is used; changes nothing. Empty when the token is not (or no longer) its own. */
    Optional<Shown> open(String token);

    /** Uses the link with what the person filled in. Empty when the token is not (or no longer) its own. */
    Optional<Shown> use(String token, Map<String, String> form);
}
