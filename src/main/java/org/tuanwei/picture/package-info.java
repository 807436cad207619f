/**
 * Judges whether an uploaded picture can be an avatar and re-encodes it so that nothing but its pixels is kept.
 * Pure Java over {@code javax.imageio}; knows neither cases nor the engine.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.tuanwei.picture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
