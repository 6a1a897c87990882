/** The witness as an HTTP server. */
@NullMarked
package org.wangchuan.witness.server;

import org.jspecify.annotations.NullMarked;
