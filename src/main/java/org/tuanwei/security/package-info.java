/**
 * Who is asking and what he may: sign-in, filter chain, the access table, the bridge to the engine's identity, audit,
 * limits and keys. Every list asks {@link org.tuanwei.security.Viewers} before it asks the database.
 */
@ApplicationModule(allowedDependencies = "engine")
@NullMarked
package org.tuanwei.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
