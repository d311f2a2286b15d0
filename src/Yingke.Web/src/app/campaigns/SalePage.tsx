import CampaignsPage from '@/features/campaigns/CampaignsPage';
import { SaleState } from './SaleState';

/** 大促活动 with what other features know of a sale: overload and the guard rails. */
export default function SalePage() {
  return <CampaignsPage state={(campaign) => <SaleState campaign={campaign} />} />;
}
