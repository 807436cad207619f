package org.tuanwei.credential;

import org.springframework.stereotype.Component;
import org.tuanwei.mail.LateText;
import org.tuanwei.mail.MailLinks;

/** Puts the link into a letter while it is being sent, the same one at every attempt. */
@Component
class PickupLinkText implements LateText {

    private static final String NAME = "pickup-link";

    private final PickupLinks links;
    private final MailLinks addresses;

    PickupLinkText(PickupLinks links, MailLinks addresses) {
        this.links = links;
        this.addresses = addresses;
    }

    /** What stands in a body until it is sent. */
    static String markFor(long linkId) {
        return "{{late:" + NAME + ":" + linkId + "}}";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String value(String linkId) {
        return addresses.to("/pickup/" + links.tokenOf(Long.parseLong(linkId)));
    }
}
