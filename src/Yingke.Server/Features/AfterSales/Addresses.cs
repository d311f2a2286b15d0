using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

internal sealed record AddressView(Guid Id, string Contact, string Phone, string Region, string Street, bool IsDefault)
{
    public static AddressView Of(ShopAddress a) => new(a.Id, a.Contact, a.Phone, a.Region, a.Street, a.IsDefault);
}

internal sealed record AddressRequest(string? Contact, string? Phone, string? Region, string? Street, bool? IsDefault);

/// <summary>售后地址: several per shop, one of them the default. What an application was approved with stays with it.</summary>
internal static class ReturnAddresses
{
    private const int Most = 50;

    public static async Task<IReadOnlyList<AddressView>> List(HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var all = await db.Set<ShopAddress>().Where(a => a.ShopId == shopId && a.RemovedAt == null).OrderByDescending(a => a.IsDefault).ThenBy(a => a.Id).ToListAsync(cancel);
        return all.ConvertAll(AddressView.Of);
    }

    public static async Task<IResult> Add(AddressRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        var made = new ShopAddress { ShopId = shopId, Contact = "", Phone = "", Region = "", Street = "" };
        Fill(made, request);
        await db.InTransaction(async () =>
        {
            var others = await db.Set<ShopAddress>().AsTracking().Where(a => a.ShopId == shopId && a.RemovedAt == null).ToListAsync(cancel);
            if (others.Count >= Most)
                throw Refusal.Conflict("too_many_addresses");
            made.IsDefault = request.IsDefault == true || others.Count == 0;
            if (made.IsDefault)
                others.ForEach(o => o.IsDefault = false);
            db.Add(made);
            Audit.Add(db, http, "return_address.added", made.Contact, null, AddressView.Of(made));
        }, cancel);
        return Results.Json(AddressView.Of(made), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    public static Task<AddressView> Change(Guid id, AddressRequest request, HttpContext http, Db db, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        return db.InTransaction(async () =>
        {
            var all = await db.Set<ShopAddress>().AsTracking().Where(a => a.ShopId == shopId && a.RemovedAt == null).ToListAsync(cancel);
            var address = all.Find(a => a.Id == id) ?? throw Refusal.NotFound();
            var old = AddressView.Of(address);
            Fill(address, request);
            if (request.IsDefault == true)
                all.ForEach(a => a.IsDefault = a.Id == id);
            Audit.Add(db, http, "return_address.changed", old.Contact, old, AddressView.Of(address));
            return AddressView.Of(address);
        }, cancel);
    }

    public static async Task<IResult> Remove(Guid id, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var shopId = http.Agent()!.ShopId;
        await db.InTransaction(async () =>
        {
            var address = await db.Set<ShopAddress>().AsTracking().SingleOrDefaultAsync(a => a.ShopId == shopId && a.Id == id && a.RemovedAt == null, cancel) ?? throw Refusal.NotFound();
            if (address.IsDefault && await db.Set<ShopAddress>().AnyAsync(a => a.ShopId == shopId && a.Id != id && a.RemovedAt == null, cancel))
                throw Refusal.Conflict("default_address");
            (address.RemovedAt, address.IsDefault) = (time.Now(), false);
            Audit.Add(db, http, "return_address.removed", address.Contact, AddressView.Of(address));
        }, cancel);
        return Results.NoContent();
    }

    private static void Fill(ShopAddress address, AddressRequest request)
    {
        address.Contact = MessageText.Check(request.Contact, 30, "contact");
        address.Phone = MessageText.Check(request.Phone, 30, "phone");
        address.Region = MessageText.Check(request.Region, 60, "region");
        address.Street = MessageText.Check(request.Street, 200, "street");
    }
}
