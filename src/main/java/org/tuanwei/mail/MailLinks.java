package org.tuanwei.mail;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Full addresses of our own pages for use in mails, where a path alone leads nowhere. */
@Component
public class MailLinks {

    private final String base;

    public MailLinks(@Value("${tuanwei.base-url}") URI baseUrl) {
        String text = baseUrl.toString();
        if (baseUrl.getScheme() == null || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("tuanwei.base-url 须为完整网址，如 https://tuanwei.example");
        }
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The address of the page at this path, which begins with a slash. */
    public String to(String path) {
        return base + path;
    }
}
