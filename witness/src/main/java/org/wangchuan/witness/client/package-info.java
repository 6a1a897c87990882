/** Over HTTP: asks a witness to cosign, and reads a log. */
@NullMarked
package org.wangchuan.witness.client;

import org.jspecify.annotations.NullMarked;
