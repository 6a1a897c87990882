/** What can be done to this medium under this policy, in order, with reasons; what can't, and why. */
@NullMarked
package org.wangchuan.engine.plan;

import org.jspecify.annotations.NullMarked;
