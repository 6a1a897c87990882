/** Tests of what a drive tells of its condition. */
@NullMarked
package org.wangchuan.engine.medium.health;

import org.jspecify.annotations.NullMarked;
