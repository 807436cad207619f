package org.tuanwei.avatar;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tuanwei.picture.Requirements;

/**
 * What 「清晰的头像」 (F3) means in numbers, and on whose word.
 *
 * @param minimumSide pixels, width and height
 * @param minimumSharpness how many times fine detail must fall under one more pixel of blur; measured on generated and
 *     real pictures: sharp ones reach 4 to 28, those out of focus by two pixels of the shown 180 at most 1.4
 * @param minimumContrast standard deviation of the grey values; pale emblems have 19, one colour 0 to 2
 * @param maximumLikeness per cent; default pictures redrawn reach 95 to 100, other pictures at most 87
 * @param origin where these numbers come from
 * @param accountHosts where the live account may be
 * @param ownReview whether a reviewer may decide on what he uploaded himself; it is then marked
 */
@ConfigurationProperties("tuanwei.avatar")
record AvatarProperties(
        @DefaultValue("180") int minimumSide,
        @DefaultValue("2.0") double minimumSharpness,
        @DefaultValue("4.0") double minimumContrast,
        @DefaultValue("92") int maximumLikeness,
        @DefaultValue("DEFAULT") Origin origin,
        @DefaultValue("t.qq.com") List<String> accountHosts,
        @DefaultValue("false") boolean ownReview) {

    /** Whose word a parameter is. */
    enum Origin {
        NOTICE("通知要求"),
        DEFAULT("系统默认");

        private final String label;

        Origin(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    Requirements requirements() {
        return new Requirements(minimumSide, minimumSharpness, minimumContrast, maximumLikeness);
    }

    /** Whether the address leads to one of the hosts, or to a name below it. */
    boolean isAccountAddress(String address) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            if (scheme == null || host == null || uri.getRawUserInfo() != null || uri.getPort() != -1) {
                return false;
            }
            String name = host.toLowerCase(Locale.ROOT);
            return scheme.matches("(?i)https?")
                    && accountHosts.stream().anyMatch(known -> name.equals(known) || name.endsWith("." + known));
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }
}
