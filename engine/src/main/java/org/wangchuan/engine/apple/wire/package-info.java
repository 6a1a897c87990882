/** Bytes to and from a device, within a time limit over a whole exchange, in clear or in TLS. */
@NullMarked
package org.wangchuan.engine.apple.wire;

import org.jspecify.annotations.NullMarked;
