/** Asks a witness to cosign. */
@NullMarked
package org.wangchuan.witness.client;

import org.jspecify.annotations.NullMarked;
