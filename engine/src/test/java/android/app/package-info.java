/** Made for tests: of Android's own only what our program for phones looks for by name. */
@NullMarked
package android.app;

import org.jspecify.annotations.NullMarked;
