/** What is known of a medium: values without a device behind them, which every other package here speaks in. */
@NullMarked
package org.wangchuan.engine.medium;

import org.jspecify.annotations.NullMarked;
