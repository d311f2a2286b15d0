using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Conversations.Categories;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>A new shop with its owner and the eleven shipped posts (spec: accounts.md).</summary>
internal sealed class AddShop(Db db, IPasswordHasher<Agent> passwords, TimeProvider time)
{
    public async Task<Shop> Handle(string code, string name, string ownerAccount, string ownerName, string password, CancellationToken cancel)
    {
        if (code is not { Length: >= 2 and <= 40 } || !code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw Refusal.Invalid("code", "2–40 lower-case letters, digits or hyphens");
        if (name is not { Length: > 0 and <= 60 })
            throw Refusal.Invalid("name");
        var account = AccountName.Check(ownerAccount);
        PasswordRules.Check(password, account);
        var now = time.Now();
        var shop = new Shop
        {
            Id = Guid.CreateVersion7(now), Code = code, Name = name, PublicKey = "pk_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)),
            Settings = new ShopSettings(), IdentitySecret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), CreatedAt = now,
        };
        db.Add(shop);
        db.Add(new Dispatch { ShopId = shop.Id });
        var posts = BuiltInPosts.All.Select(p => new Post { ShopId = shop.Id, Name = p.Name, BuiltIn = p.Key, Permissions = p.Permissions }).ToList();
        db.AddRange(posts);
        db.AddShippedCategories(shop.Id);
        var owner = new Agent
        {
            ShopId = shop.Id, AccountName = account, Name = ownerName, IsOwner = true, PostId = posts.Single(p => p.BuiltIn == BuiltInPosts.StoreManager.Key).Id,
            Groups = Groups.None, ImEnabled = false, CreatedAt = now, PresenceSince = now,
        };
        owner.PasswordHash = passwords.HashPassword(owner, password);
        db.Add(owner);
        await db.SaveChangesAsync(cancel);
        return shop;
    }
}
