@NullMarked
package org.wangchuan.engine.phone.attestation;

import org.jspecify.annotations.NullMarked;
