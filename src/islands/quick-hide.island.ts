import './quick-hide.ts';
