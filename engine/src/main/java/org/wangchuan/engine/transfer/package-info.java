/**
 * Moving a medium's bytes chunk after chunk with several requests in flight: what overwriting and
 * reading back have in common. Errors, hangs and vanished devices are accounted for here, once.
 */
@NullMarked
package org.wangchuan.engine.transfer;

import org.jspecify.annotations.NullMarked;
