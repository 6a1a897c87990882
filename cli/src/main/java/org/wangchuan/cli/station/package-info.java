/** {@code station}: the bench agent, and the platform over HTTP. */
@NullMarked
package org.wangchuan.cli.station;

import org.jspecify.annotations.NullMarked;
