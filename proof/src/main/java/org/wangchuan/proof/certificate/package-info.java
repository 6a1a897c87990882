/** The certificate file: a receipt under a witnessed checkpoint, with what was added to it later. */
@NullMarked
package org.wangchuan.proof.certificate;

import org.jspecify.annotations.NullMarked;
