@NullMarked
package org.wangchuan.platform.ledger.producer;

import org.jspecify.annotations.NullMarked;
