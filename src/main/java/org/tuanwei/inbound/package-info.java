/**
 * Reads mail that comes in: what a mail server says about a mail that did not arrive, in the form of RFC 3464 or in free
 * text of any provider, and what people write. Pure reading; what follows from it is decided elsewhere.
 */
@ApplicationModule(
        displayName = "来信识读",
        allowedDependencies = {})
@NullMarked
package org.tuanwei.inbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
