/** Makers' statements at the gate: whose word counts, who decided that, and which clauses are met by it (decision 0127). */
@NullMarked
package org.wangchuan.platform.ledger.producer;

import org.jspecify.annotations.NullMarked;
