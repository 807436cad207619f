package org.tuanwei.mail;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.tuanwei.security.Secrets;

/**
 * Message-IDs that only we can make, so that a delivery report is matched to a mail by proof and not by guess. Lower-case
 * hexadecimal, since some hosts change the case of what they quote.
 */
@Component
class MessageIds {

    private static final String PURPOSE = "mail-message-id";
    private static final int BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{32})@([A-Za-z0-9.-]+)");

    private final Function<String, byte[]> signer;
    private final String domain;
    private final SecureRandom random = new SecureRandom();

    @Autowired
    MessageIds(Secrets secrets, OutboxProperties properties) {
        this(text -> secrets.hmac(PURPOSE, text), properties.domain());
    }

    MessageIds(Function<String, byte[]> signer, String domain) {
        this.signer = signer;
        this.domain = domain;
    }

    String next() {
        byte[] base = new byte[BYTES];
        random.nextBytes(base);
        String left = HEX.formatHex(base);
        return "<" + left + "." + HEX.formatHex(signature(left)) + "@" + domain + ">";
    }

    /** Every genuine Message-ID of ours in a text, such as a whole delivery report, in order of appearance. */
    Set<String> genuineIn(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = FORM.matcher(text);
        while (matcher.find()) {
            byte[] claimed = HEX.parseHex(matcher.group(2));
            if (MessageDigest.isEqual(claimed, signature(matcher.group(1)))) {
                found.add("<" + matcher.group() + ">");
            }
        }
        return found;
    }

    private byte[] signature(String base) {
        return Arrays.copyOf(signer.apply(base), BYTES);
    }
}
