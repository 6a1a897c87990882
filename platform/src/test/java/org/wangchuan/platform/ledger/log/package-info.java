@NullMarked
package org.wangchuan.platform.ledger.log;

import org.jspecify.annotations.NullMarked;
