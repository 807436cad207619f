package org.tuanwei.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Keys of the environment.
 *
 * @param keys {@code id:base64} of 32 bytes each, separated by commas; the first seals, all open
 * @param signingKey base64 of 32 bytes
 */
@ConfigurationProperties("tuanwei.secrets")
record SecretsProperties(String keys, String signingKey) {
    @Override
    public String toString() {
        return "SecretsProperties[***]";
    }
}
