@NullMarked
package org.wangchuan.platform.ledger;

import org.jspecify.annotations.NullMarked;
