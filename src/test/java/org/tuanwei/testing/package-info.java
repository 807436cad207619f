/** What tests and the development application share: databases, mailbox, clock, jobs, browser. */
@NullMarked
package org.tuanwei.testing;

import org.jspecify.annotations.NullMarked;
