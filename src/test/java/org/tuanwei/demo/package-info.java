/** The development-time application: everything a newcomer finds around the product, nothing of it in the jar. */
@NullMarked
package org.tuanwei.demo;

import org.jspecify.annotations.NullMarked;
