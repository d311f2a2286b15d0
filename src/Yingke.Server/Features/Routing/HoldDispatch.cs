using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Routing;

internal static class DispatchRow
{
    /// <summary>The shop's dispatch row, held until the open transaction ends: whoever opens or assigns conversations holds it first.</summary>
    public static async Task<Dispatch> HoldDispatch(this Db db, Guid shopId, CancellationToken cancel) => await db.Set<Dispatch>()
        .FromSqlRaw(db.Dialect.IsPostgres ? "SELECT * FROM dispatch WHERE shop_id = {0} FOR UPDATE" : "SELECT * FROM dispatch WHERE shop_id = {0}",
            db.Dialect.IsPostgres ? shopId : shopId.ToByteArray(true))
        .AsTracking().SingleOrDefaultAsync(cancel) ?? throw Refusal.NotFound();
}
