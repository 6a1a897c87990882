/** C2SP tlog-policy: who must have signed and cosigned a checkpoint before it is believed. */
@NullMarked
package org.wangchuan.proof.policy;

import org.jspecify.annotations.NullMarked;
