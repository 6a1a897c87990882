/** What a phone's secure hardware vouches for: Android's key attestation, read and judged. Pure; knows no cable. */
@NullMarked
package org.wangchuan.engine.phone.attestation;

import org.jspecify.annotations.NullMarked;
