/** Made for tests: of Android's own only what our program for phones looks for by name. */
@NullMarked
package android.security.keystore;

import org.jspecify.annotations.NullMarked;
