import { home, messageCenter, orderDetail, orderList, productDetail } from './pages';

const pages: Record<string, () => Promise<void>> = { home, product: productDetail, orders: orderList, order: orderDetail, messages: messageCenter };

void pages[document.documentElement.dataset.page ?? 'home']?.();
